/** The sign of the product. */
export function Mark({ large = false }: { large?: boolean }) {
  return (
    <svg class={`mark ${large ? 'mark-large' : ''}`} viewBox="0 0 32 32" aria-hidden="true">
      <rect class="mark-ground" width="32" height="32" rx="8" />
      <path class="mark-lines" d="M8 9v14M12 9v14M15 9v14M20 9v14M24 9v14" />
    </svg>
  );
}
