import { useId, useRef } from 'preact/hooks';
import { Button, useServices } from '@sontechsp/sdk/ui';

/** Names by which a machine speaks to itself. */
const alone = /^(localhost|127\.[\d.]+|\[::1\])$/;

/** Where a partner sends its messages: below the address by which this page was opened, which a proxy before the host has too. */
export function WebhookAddress({ path }: { path: string }) {
  const { t, toast } = useServices();
  const id = useId();
  const text = useRef<HTMLTextAreaElement>(null);
  const address = location.origin + path;

  async function copy() {
    try {
      await navigator.clipboard.writeText(address);
      toast.success(t('host:web.connections.webhook.copied'));
    } catch {
      // A page that came over plain http has no clipboard.
      text.current?.focus();
      toast.show(t('host:web.connections.webhook.selected'));
    }
  }
  return (
    <div class="field">
      <span class="webhook-head">
        <label class="field-label" for={id}>{t('host:web.connections.webhook.title')}</label>
        <Button size="small" icon="copy" onClick={() => void copy()}>{t('host:web.connections.webhook.copy')}</Button>
      </span>
      <textarea id={id} ref={text} class="input webhook-text" aria-describedby={`${id}-note`} readOnly rows={2} value={address} onFocus={() => text.current?.select()} />
      <p class="field-note" id={`${id}-note`}>
        <span>{t('host:web.connections.webhook.hint')} {alone.test(location.hostname) && t('host:web.connections.webhook.local')}</span>
      </p>
    </div>
  );
}
