import { useState } from 'preact/hooks';
import { Button, Dialog, useServices } from '@sontechsp/sdk/ui';
import { PinFields } from '../users/pin-fields.js';
import { createPinModel } from '../users/pin.model.js';

/** Everyone sets their own PIN, whatever else they may do. */
export function OwnPin({ onClose }: { onClose: () => void }) {
  const { api, toast, t, session } = useServices();
  const [model] = useState(() => createPinModel({ api, toast, t, userId: session.user.peek()!.id }));
  return (
    <Dialog
      open
      title={t('host:web.users.pin.own')}
      onClose={onClose}
      onSubmit={() => void model.set().then(done => { if (done) onClose(); })}
      actions={
        <>
          <Button onClick={onClose}>{t('host:web.ui.cancel')}</Button>
          <Button type="submit" variant="primary" busy={model.form.busy.value}>{t('host:web.users.pin.save')}</Button>
        </>
      }
    >
      <PinFields model={model} autoFocus />
    </Dialog>
  );
}
