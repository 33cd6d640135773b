let route: ((path: string, replace?: boolean) => void) | undefined;

/** The router hands itself over when it is there, so that models can go elsewhere without a component. */
export function setRoute(next: typeof route): void {
  route = next;
}
export function go(path: string, options: { replace?: boolean } = {}): void {
  route?.(path, options.replace ?? false);
}
