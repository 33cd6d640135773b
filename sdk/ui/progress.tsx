/** Something goes on, for an unknown while. Name it beside it, or with `label`. */
export function Spinner({ label }: { label?: string }) {
  return <span class="spinner" role={label ? 'status' : undefined} aria-label={label} aria-hidden={label ? undefined : true} />;
}

export interface ProgressProps {
  /** 0…1; left out, it is only known that work goes on. */
  value?: number | undefined;
  label: string;
  /** Words beside the bar: `1.200 / 2.233`. */
  detail?: string | undefined;
}

export function Progress({ value, label, detail }: ProgressProps) {
  return (
    <div class="progress">
      <div class="progress-words">
        <span>{label}</span>
        {detail && <span class="progress-detail">{detail}</span>}
      </div>
      <progress aria-label={label} max={1} {...(value === undefined ? {} : { value })} />
    </div>
  );
}
