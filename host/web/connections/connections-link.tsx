import { useEffect, useState } from 'preact/hooks';
import { Button, useServices, type Api } from '@sontechsp/sdk/ui';

/** Plugins that have adapters; asked once per page, since they only change with a new start of the host. */
const known = new WeakMap<Api, Promise<ReadonlySet<string>>>();
function pluginsWithAdapters(api: Api): Promise<ReadonlySet<string>> {
  let found = known.get(api);
  if (!found) {
    found = api.get<{ items: readonly { plugin: string }[] }>('/api/adapters').then(({ items }) => new Set(items.map(one => one.plugin)));
    found.catch(() => known.delete(api));
    known.set(api, found);
  }
  return found;
}

/** On the card of a plugin that talks to partners: the way to its accounts. */
export function ConnectionsLink({ plugin, name }: { plugin: string; name: string }) {
  const { api, t, session, navigate } = useServices();
  const [shown, setShown] = useState(false);
  const may = session.can('host.settings');
  useEffect(() => { if (may) void pluginsWithAdapters(api).then(all => setShown(all.has(plugin)), () => {}); }, [may, plugin]);
  if (!shown) return null;
  return <Button size="small" variant="ghost" icon="link" aria-label={`${t('host:web.connections.title')}: ${name}`} onClick={() => navigate(`/connections?plugin=${encodeURIComponent(plugin)}`)}>{t('host:web.connections.title')}</Button>;
}
