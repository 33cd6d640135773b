import { Icon, useServices } from '@sontechsp/sdk/ui';
import { shiftAt } from './shift/shift-state.js';

/** In the top bar: since when the shift of this till is open, and the way to it. */
export default function ShiftInTopBar() {
  const services = useServices();
  const { t, format, navigate } = services;
  const state = shiftAt(services.session.terminal.value?.id ?? '', services);
  const shift = state.current.value;
  if (shift === undefined) return null;
  return (
    <button
      type="button"
      class={`shift-state ${state.needed.value ? 'shift-state-needed' : ''}`}
      aria-keyshortcuts="F12"
      onClick={() => {
        state.asked.value = true;
        navigate('/sale');
      }}
    >
      <Icon name="clock" />
      <span class="cut">{shift ? t('pos:ui.shift.inBar', { time: format.time(shift.openedAt) }) : t(state.needed.value ? 'pos:ui.shift.none' : 'pos:ui.shift.open')}</span>
      <kbd class="key" aria-hidden="true">F12</kbd>
    </button>
  );
}
