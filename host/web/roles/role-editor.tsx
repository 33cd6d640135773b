import { Banner, Button, Checkbox, Field, IntegerInput, ProblemBanner, SidePanel, TextInput, useServices } from '@sontechsp/sdk/ui';
import { roleName } from './role.js';
import type { PermissionInfo, RolesModel } from './roles.model.js';

/** One role: its name and its permissions, grouped by the plugin that declares them. */
export function RoleEditor({ model, readOnly: mayNot }: { model: RolesModel; readOnly: boolean }) {
  const { t } = useServices();
  const open = model.open.value;
  const { form } = model;
  if (!open) return null;
  const isNew = open === 'new';
  // The administrator always holds everything.
  const readOnly = mayNot || (!isNew && open.code === 'admin');
  const values = form.values.value;
  return (
    <SidePanel
      title={isNew ? t('host:web.roles.new') : roleName(open, t)}
      subtitle={isNew ? undefined : open.code}
      onClose={() => model.close()}
      {...(readOnly ? {} : {
        onSubmit: () => void model.save(),
        actions: <Button type="submit" variant="primary" busy={form.busy.value}>{t(isNew ? 'host:web.ui.create' : 'host:web.ui.save')}</Button>,
      })}
    >
      <ProblemBanner problem={form.problem.value} />
      {!isNew && open.code === 'admin' && <Banner>{t('host:web.roles.adminNote')}</Banner>}
      <Field label={t('host:web.roles.name')} error={form.error('name')} required>
        <TextInput value={values.name} onChange={v => form.set('name', v)} maxLength={60} disabled={readOnly} />
      </Field>
      <div class="role-groups">
        {model.groups.value.map(({ plugin, permissions }) => {
          const ids = permissions.map(p => p.id);
          return (
            <div key={plugin} role="group" class="role-group" aria-label={model.nameOf(plugin)}>
              <header class="role-group-head">
                <span>{model.nameOf(plugin)}</span>
                <span class="row">
                  <span class="quiet">{t('host:web.roles.groupCount', { have: ids.filter(model.has).length, all: ids.length })}</span>
                  {!readOnly && <Button size="small" variant="ghost" onClick={() => model.toggleAll(ids)}>{t('host:web.roles.all')}</Button>}
                </span>
              </header>
              {permissions.map(p => <PermissionRow key={p.id} permission={p} model={model} readOnly={readOnly} />)}
            </div>
          );
        })}
      </div>
    </SidePanel>
  );
}

function PermissionRow({ permission, model, readOnly }: { permission: PermissionInfo; model: RolesModel; readOnly: boolean }) {
  const { t } = useServices();
  const key = `${permission.plugin}:permissions.${permission.id}`;
  const told = t(key);
  const title = told === key ? permission.id : told;
  const has = model.has(permission.id);
  return (
    <div class="role-row">
      <Checkbox label={title} {...(told === key ? {} : { hint: <code>{permission.id}</code> })} checked={has} onChange={() => model.toggle(permission.id)} disabled={readOnly} />
      {permission.limited && has && (
        <IntegerInput
          unit="%"
          min={0}
          max={100}
          label={t('host:web.roles.limitOf', { title })}
          value={model.form.values.value.permissions[permission.id] ?? 100}
          onChange={limit => model.setLimit(permission.id, limit ?? 0)}
          disabled={readOnly}
        />
      )}
    </div>
  );
}
