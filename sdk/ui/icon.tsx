let sprite: string | undefined;
/** The sprite as the page names it, with the mark of its content: a picture that is needed first when the network is gone must be there. */
const spriteOf = () => sprite ??= document.querySelector('link[rel=icon]')?.getAttribute('href') ?? '/web/icons.svg';

/** A picture of the host's sprite (`host/web/icons.svg`), always beside a word or a label: state is never a picture alone. */
export function Icon({ name, class: extra = '' }: { name: string; class?: string }) {
  return (
    <svg class={`icon ${extra}`} aria-hidden="true" focusable="false">
      <use href={`${spriteOf()}#${name}`} />
    </svg>
  );
}
