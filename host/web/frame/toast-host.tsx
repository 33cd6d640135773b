import { Icon, IconButton, useServices } from '@sontechsp/sdk/ui';
import { useHost } from '../host-services.js';

const icons = { info: 'info', success: 'check-circle', warn: 'alert', danger: 'alert-circle' };

/** Where toasts appear; read out politely, dangers at once. */
export function ToastHost() {
  const { toasts } = useHost();
  const { t } = useServices();
  return (
    <div class="toasts" role="region" aria-label={t('host:web.ui.notices')} aria-live="polite">
      {toasts.items.value.map(toast => (
        <div key={toast.id} class={`toast toast-${toast.tone}`} role={toast.tone === 'danger' ? 'alert' : undefined}>
          <Icon name={icons[toast.tone]} />
          <span class="toast-text">
            {toast.text}
            {toast.code && <code class="code">{toast.code}</code>}
          </span>
          {toast.action && (
            <button
              type="button"
              class="toast-action"
              onClick={() => {
                toast.action!.run();
                toasts.dismiss(toast.id);
              }}
            >
              {toast.action.label}
            </button>
          )}
          <IconButton size="small" icon="close" label={t('host:web.ui.close')} onClick={() => toasts.dismiss(toast.id)} />
        </div>
      ))}
    </div>
  );
}
