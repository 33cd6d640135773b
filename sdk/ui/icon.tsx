/** A picture of the host's sprite (`host/web/icons.svg`), always beside a word or a label: state is never a picture alone. */
export function Icon({ name, class: extra = '' }: { name: string; class?: string }) {
  return (
    <svg class={`icon ${extra}`} aria-hidden="true" focusable="false">
      <use href={`/web/icons.svg#${name}`} />
    </svg>
  );
}
