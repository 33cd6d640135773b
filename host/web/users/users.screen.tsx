import { useEffect, useState } from 'preact/hooks';
import { Badge, Button, DataTable, EmptyState, Page, SearchBox, useServices } from '@sontechsp/sdk/ui';
import { roleName } from '../roles/role.js';
import { UserCard } from './user-card.js';
import { createUsersModel } from './users.model.js';

/** Who may sign in, as what, and where. */
export default function Users() {
  const { api, toast, t, session } = useServices();
  const [model] = useState(() => createUsersModel({ api, toast, t, storeId: () => session.store.value?.id }));
  useEffect(() => void model.start(), []);
  const mayWrite = session.can('host.users.write');
  const open = model.open.value;
  const nameOf = (code: string) => {
    const role = model.roles.value.find(r => r.code === code);
    return role ? roleName(role, t) : roleName({ code, name: code }, t);
  };
  const storesOf = (ids: readonly string[]) => (ids.length === 1
    ? model.stores.value.find(s => s.id === ids[0])?.name ?? t('host:web.users.storeCount', { n: 1 })
    : t('host:web.users.storeCount', { n: ids.length }));

  return (
    <Page
      body="fill"
      title={t('host:web.users.title')}
      actions={mayWrite && <Button variant="primary" icon="user-plus" onClick={() => model.create()}>{t('host:web.users.new')}</Button>}
      tools={<SearchBox label={t('host:web.users.search')} value={String(model.list.query.value['q'] ?? '')} onChange={q => void model.list.setQuery({ q })} />}
      panel={open && <UserCard key={open === 'new' ? 'new' : open.id} model={model} readOnly={!mayWrite} />}
    >
      <DataTable
        label={t('host:web.users.title')}
        list={model.list}
        rowId={u => u.id}
        selected={open === 'new' ? undefined : open?.id}
        onOpen={u => model.show(u)}
        rowHeight={48}
        columns={[
          {
            id: 'name', title: t('host:web.users.fullName'), width: '2fr', sort: 'name',
            cell: u => <span class="row"><strong class="cut">{u.fullName}</strong>{u.id === session.user.value?.id && <Badge>{t('host:web.users.you')}</Badge>}{!u.active && <Badge tone="warn">{t('host:web.users.inactive')}</Badge>}</span>,
          },
          { id: 'username', title: t('host:web.users.username'), width: 'minmax(150px, 1fr)', sort: 'username', cell: u => u.username, from: 420 },
          { id: 'roles', title: t('host:web.users.roles'), cell: u => u.roles.map(nameOf).join(', ') },
          { id: 'stores', title: t('host:web.users.stores'), cell: u => (u.roles.includes('admin') ? t('host:web.users.allStores') : storesOf(u.storeIds)), from: 640 },
          { id: 'phone', title: t('host:web.users.phone'), cell: u => u.phone ?? '', from: 820 },
        ]}
        empty={<EmptyState icon="users" title={t('host:web.users.empty')}>{t('host:web.users.emptyDetail')}</EmptyState>}
      />
    </Page>
  );
}
