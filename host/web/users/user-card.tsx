import { Button, Checkbox, ConfirmDialog, Field, ProblemBanner, SidePanel, TextArea, TextInput, useServices } from '@sontechsp/sdk/ui';
import { roleName } from '../roles/role.js';
import { PinCard } from './pin-card.js';
import type { UserValues, UsersModel } from './users.model.js';

type TextField = Exclude<keyof UserValues, 'roles' | 'storeIds' | 'active'>;

/** One user: what they may do, where, and the staff record. */
export function UserCard({ model, readOnly }: { model: UsersModel; readOnly: boolean }) {
  const { t } = useServices();
  const { form } = model;
  const open = model.open.value;
  const values = form.values.value;
  const isNew = open === 'new';
  if (!open) return null;
  const text = (name: TextField) => ({ value: values[name], onChange: (value: string) => form.set(name, value), disabled: readOnly });
  const rolesError = form.error('roles'), storesError = form.error('storeIds');

  return (
    <SidePanel
      title={isNew ? t('host:web.users.new') : open.fullName}
      subtitle={isNew ? undefined : open.username}
      onClose={() => model.close()}
      {...(readOnly ? {} : {
        onSubmit: () => void model.save(),
        actions: (
          <>
            {!isNew && <Button class="push" variant="ghost" icon="trash" onClick={() => model.askDelete()}>{t('host:web.ui.delete')}</Button>}
            <Button type="submit" variant="primary" busy={form.busy.value}>{t(isNew ? 'host:web.ui.create' : 'host:web.ui.save')}</Button>
          </>
        ),
      })}
    >
      {form.problem.value !== undefined && <ProblemBanner problem={form.problem.value} />}
      <Field label={t('host:web.users.fullName')} error={form.error('fullName')} required><TextInput {...text('fullName')} maxLength={100} /></Field>
      <Field label={t('host:web.users.username')} error={form.error('username')} required>
        <TextInput {...text('username')} autocapitalize="none" spellcheck={false} maxLength={60} />
      </Field>
      {!readOnly && (
        <Field
          label={t(isNew ? 'host:web.users.password' : 'host:web.users.newPassword')}
          hint={t(isNew || values.password === '' ? 'host:web.users.passwordHint' : 'host:web.users.resetHint')}
          error={form.error('password')}
          required={isNew}
        >
          <TextInput {...text('password')} type="password" autocomplete="new-password" maxLength={200} />
        </Field>
      )}
      <fieldset class="group" disabled={readOnly}>
        <legend>{t('host:web.users.roles')}</legend>
        {model.roles.value.map(role => (
          <Checkbox key={role.id} label={roleName(role, t)} checked={values.roles.includes(role.code)} onChange={() => model.toggleRole(role.code)} disabled={readOnly} />
        ))}
        {rolesError && <p class="group-error">{rolesError}</p>}
      </fieldset>
      <fieldset class="group" disabled={readOnly}>
        <legend>{t('host:web.users.stores')}</legend>
        {values.roles.includes('admin') && <p class="quiet">{t('host:web.users.storesAll')}</p>}
        {model.stores.value.map(store => (
          <Checkbox key={store.id} label={store.name} hint={store.code} checked={values.storeIds.includes(store.id)} onChange={() => model.toggleStore(store.id)} disabled={readOnly} />
        ))}
        {storesError && <p class="group-error">{storesError}</p>}
      </fieldset>
      {!isNew && <Checkbox label={t('host:web.users.active')} hint={t('host:web.users.activeHint')} checked={values.active} onChange={v => form.set('active', v)} disabled={readOnly} />}
      {!isNew && <PinCard userId={open.id} />}
      <fieldset class="group">
        <legend>{t('host:web.users.card')}</legend>
        <Field label={t('host:web.users.phone')} error={form.error('phone')}><TextInput {...text('phone')} type="tel" maxLength={40} /></Field>
        <Field label={t('host:web.users.identityNumber')} error={form.error('identityNumber')}><TextInput {...text('identityNumber')} inputmode="numeric" maxLength={20} /></Field>
        <Field label={t('host:web.users.address')} error={form.error('address')}><TextArea value={values.address} onChange={v => form.set('address', v)} rows={2} maxLength={500} disabled={readOnly} /></Field>
        <Field label={t('host:web.users.notes')} error={form.error('notes')}><TextArea value={values.notes} onChange={v => form.set('notes', v)} rows={2} maxLength={2000} disabled={readOnly} /></Field>
      </fieldset>
      <ConfirmDialog
        open={model.asking.value}
        title={t('host:web.users.deleteTitle')}
        confirm={t('host:web.ui.delete')}
        danger
        busy={model.deleting.busy.value}
        problem={model.deleting.problem.value}
        onConfirm={() => void model.remove()}
        onClose={() => model.keep()}
      >
        <p>{t('host:web.users.deleteText', { name: isNew ? '' : open.fullName })}</p>
      </ConfirmDialog>
    </SidePanel>
  );
}
