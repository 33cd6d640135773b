import { Component, type AnyComponent, type ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ProblemBanner } from './problem-banner.js';
import { useServices } from './services.js';

interface BoundaryProps {
  /** Shown in place of what threw; the default says so and offers to try again. */
  fallback?: ComponentChildren | ((error: unknown, retry: () => void) => ComponentChildren);
  children: ComponentChildren;
}

/** Keeps a fault inside: what throws under it shows the fall-back, and its neighbours keep working. */
export class ErrorBoundary extends Component<BoundaryProps, { error: unknown }> {
  override state: { error: unknown } = { error: undefined };

  override componentDidCatch(error: unknown) {
    console.error(error);
    this.setState({ error: error ?? new Error('Unknown') });
  }

  render() {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    const { fallback } = this.props;
    const retry = () => this.setState({ error: undefined });
    if (typeof fallback === 'function') return fallback(error, retry);
    return fallback !== undefined ? fallback : <ProblemBanner problem={error} onRetry={retry} />;
  }
}

type Part = AnyComponent<Record<string, unknown>>;
type Load = () => Promise<Part>;
const fetched = new WeakMap<Load, Part>();

/**
 * Shows a component that is fetched when first needed, and at once when it is needed again. `props` are handed on. What cannot be
 * fetched says so, unless `failed` is to stand in its place.
 */
export function Lazy({ load, props, waiting, failed }: { load: Load; props?: Record<string, unknown>; waiting?: ComponentChildren; failed?: ComponentChildren }) {
  const [state, setState] = useState<{ Loaded?: Part | undefined; error?: unknown }>({ Loaded: fetched.get(load) });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (state.Loaded) return undefined;
    let wanted = true;
    load().then(
      Loaded => {
        fetched.set(load, Loaded);
        if (wanted) setState({ Loaded });
      },
      (error: unknown) => { if (wanted) setState({ error }); },
    );
    return () => { wanted = false; };
  }, [attempt]);
  if (state.error !== undefined && failed !== undefined) return <>{failed}</>;
  if (state.error !== undefined) return <ProblemBanner problem={state.error} onRetry={() => { setState({}); setAttempt(attempt + 1); }} />;
  const { Loaded } = state;
  return Loaded ? <Loaded {...props} /> : <>{waiting}</>;
}

/** A place other plugins may fill: `<Slot name="pos.basket.line" props={{ line }} />`. One that throws, or cannot be fetched, shows `fallback` (nothing unless said). */
export function Slot({ name, props, fallback = null }: { name: string; props?: Record<string, unknown>; fallback?: ComponentChildren }) {
  const { slots } = useServices();
  return (
    <>
      {slots.of(name).map(entry => (
        <ErrorBoundary key={entry.key} fallback={fallback}>
          <Lazy load={() => entry.load()} failed={fallback} {...(props ? { props } : {})} />
        </ErrorBoundary>
      ))}
    </>
  );
}
