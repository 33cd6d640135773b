import { useEffect, useState } from 'preact/hooks';
import { Badge, Button, IconButton, ProblemBanner, useServices } from '@sontechsp/sdk/ui';
import { useHost } from '../host-services.js';
import { createDevicesModel } from './devices.model.js';

/** Which browsers are this till: they show the names of its people and take PINs. */
export function Devices({ terminalId }: { terminalId: string }) {
  const { api, toast, t, format } = useServices();
  const { door } = useHost();
  const [model] = useState(() => createDevicesModel({ api, toast, t, terminalId, enrolled: () => void door.look() }));
  useEffect(() => void model.start(), []);
  const devices = model.devices.value;
  const isHere = door.tiles.value?.terminal.id === terminalId;
  return (
    <fieldset class="group">
      <legend>{t('host:web.places.devices.title')}</legend>
      <p class="quiet">{t('host:web.places.devices.lead')}</p>
      <ProblemBanner problem={model.work.problem.value} />
      {devices?.length === 0 && <p class="quiet">{t('host:web.places.devices.none')}</p>}
      <ul class="place-list">
        {devices?.map(device => (
          <li key={device.id} class="place-row">
            <span class="place-name cut" title={device.userAgent}>{nameOf(device.userAgent)}</span>
            <span class="quiet">{format.date(device.enrolledAt)}</span>
            <IconButton size="small" icon="trash" label={t('host:web.places.devices.revoke', { name: nameOf(device.userAgent) })} busy={model.work.busy.value} onClick={() => void model.revoke(device.id)} />
          </li>
        ))}
      </ul>
      <div class="row">
        <Button icon="monitor" busy={model.work.busy.value} onClick={() => void model.enrol()}>{t('host:web.places.devices.enrol')}</Button>
        {isHere && <Badge tone="success" icon="check">{t('host:web.places.devices.here')}</Badge>}
      </div>
    </fieldset>
  );
}

/** `Chrome 128, Linux`: enough to tell one's own devices apart. */
function nameOf(userAgent: string): string {
  const browser = /(Edg|OPR|Firefox|Electron|Chrome|Safari)[A-Za-z]*\/(\d+)/.exec(userAgent);
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|CrOS|Linux)/.exec(userAgent);
  return [browser && `${browser[1]} ${browser[2]}`, system?.[1]].filter(Boolean).join(', ') || userAgent.slice(0, 40);
}
