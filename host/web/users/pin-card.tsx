import { useEffect, useState } from 'preact/hooks';
import { Badge, Button, useServices, type Tone } from '@sontechsp/sdk/ui';
import { PinFields } from './pin-fields.js';
import { createPinModel, type PinState } from './pin.model.js';

const tones: Record<PinState, Tone | undefined> = { none: undefined, set: 'success', locked: 'danger' };

/** The PIN on the card of a user. It is saved by its own button, apart from the card. */
export function PinCard({ userId }: { userId: string }) {
  const { api, toast, t, session } = useServices();
  const [model] = useState(() => createPinModel({ api, toast, t, userId }));
  useEffect(() => void model.load(), []);
  const state = model.state.value;
  const mayWrite = session.can('host.users.write') || userId === session.user.value?.id;
  return (
    <fieldset class="group">
      <legend>{t('host:web.users.pin.title')}</legend>
      {state && <div class="row"><Badge tone={tones[state]} icon="key">{t(`host:web.users.pin.states.${state}`)}</Badge>
        {state === 'locked' && session.can('host.pin.unlock') && <Button size="small" icon="power" busy={model.work.busy.value} onClick={() => void model.unlock()}>{t('host:web.users.pin.unlock')}</Button>}
        {state !== 'none' && mayWrite && <Button size="small" variant="ghost" icon="trash" busy={model.work.busy.value} onClick={() => void model.remove()}>{t('host:web.users.pin.remove')}</Button>}
      </div>}
      {mayWrite && <PinFields model={model} />}
      {mayWrite && <div class="row"><Button icon="key" busy={model.form.busy.value} onClick={() => void model.set()}>{t('host:web.users.pin.save')}</Button></div>}
    </fieldset>
  );
}
