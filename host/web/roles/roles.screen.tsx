import { useEffect, useState } from 'preact/hooks';
import { Badge, Button, Card, EmptyState, Icon, Page, ProblemBanner, Spinner, useServices } from '@sontechsp/sdk/ui';
import { roleName, type Role } from './role.js';
import { RoleEditor } from './role-editor.js';
import { createRolesModel, type RolesModel } from './roles.model.js';

/** What each role may do. */
export default function Roles() {
  const { api, toast, t, session } = useServices();
  const [model] = useState(() => createRolesModel({ api, toast, t }));
  useEffect(() => {
    void model.load();
    if (session.can('host.plugins')) void model.loadNames().catch(() => {});
  }, []);
  const roles = model.roles.value;
  const open = model.open.value;
  const mayWrite = session.can('host.users.write');
  return (
    <Page
      title={t('host:web.roles.title')}
      subtitle={t('host:web.roles.subtitle')}
      actions={mayWrite && <Button variant="primary" icon="plus" onClick={() => model.create()}>{t('host:web.roles.new')}</Button>}
      panel={open && <RoleEditor key={open === 'new' ? 'new' : open.id} model={model} readOnly={!mayWrite} />}
    >
      <ProblemBanner problem={model.problem.value} onRetry={() => void model.load()} />
      {!roles && model.problem.value === undefined && <div class="curtain"><Spinner label={t('host:web.ui.loading')} /></div>}
      {roles?.length === 0 && <EmptyState icon="shield" title={t('host:web.roles.empty')} />}
      <div class="role-cards">{roles?.map(role => <RoleCard key={role.id} role={role} model={model} />)}</div>
    </Page>
  );
}

function RoleCard({ role, model }: { role: Role; model: RolesModel }) {
  const { t } = useServices();
  const open = model.open.value;
  const mine = new Set(role.permissions.map(p => p.id));
  return (
    <Card class={open !== 'new' && open?.id === role.id ? 'role-card role-card-open' : 'role-card'}>
      <button type="button" class="role-open" onClick={() => model.show(role)}>
        <span class="plugin-icon"><Icon name="shield" /></span>
        <span class="plugin-titles">
          <strong class="role-name">{roleName(role, t)}</strong>
          <span class="quiet">{role.code}</span>
        </span>
        <Icon name="chevron-right" />
      </button>
      <div class="row">
        <Badge tone="info" icon="key">{t('host:web.roles.count', { n: mine.size })}</Badge>
        {model.groups.value.filter(g => g.permissions.some(p => mine.has(p.id))).map(g => <Badge key={g.plugin}>{model.nameOf(g.plugin)}</Badge>)}
      </div>
    </Card>
  );
}
