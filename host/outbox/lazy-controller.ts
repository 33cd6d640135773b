/** An abort controller made only when somebody looks at its signal: most subscribers do not, and there are thousands of rows. */
export function lazyController() {
  let made: AbortController | undefined;
  let reason: { readonly why: unknown } | undefined;
  return {
    get signal(): AbortSignal {
      made ??= new AbortController();
      if (reason) made.abort(reason.why);
      return made.signal;
    },
    abort(why: unknown): void {
      reason ??= { why };
      made?.abort(why);
    },
  };
}
