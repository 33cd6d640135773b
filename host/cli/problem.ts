/** What of a problem response (RFC 9457) is told at the command line. */
export interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

export const sentenceOf = ({ title, detail, errors }: Problem): string =>
  [detail ?? title ?? 'The host refused without a reason.', ...(errors ?? []).map(({ path, message }) => `${path}: ${message}`)].join(' ');
