export type Tone = 'info' | 'success' | 'warn' | 'danger';

export interface ToastAction {
  readonly label: string;
  run(): void;
}

/** Short news at the edge of the screen. Nothing that must be answered belongs here. */
export interface Toasts {
  show(text: string, options?: { tone?: Tone; action?: ToastAction; ms?: number }): void;
  success(text: string): void;
  /** An error in words, with its code; anything that is not an `ApiProblem` is an unexpected error. */
  problem(error: unknown): void;
}
