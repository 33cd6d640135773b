import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Button, IconButton } from './button.js';
import { ProblemBanner } from './problem-banner.js';
import { useServices } from './services.js';

export interface DialogProps {
  open: boolean;
  title: string;
  /** Esc, the cross, and nothing else: a click beside it loses nothing. */
  onClose: () => void;
  children: ComponentChildren;
  /** Buttons at the foot, the main one last. */
  actions?: ComponentChildren;
  size?: 'small' | 'normal' | 'wide';
  /** Enter anywhere in it. With it, the dialog is a form. */
  onSubmit?: () => void;
}

/** A native modal dialog: focus stays in it, and goes back where it was. */
export function Dialog({ open, title, onClose, children, actions, size = 'normal', onSubmit }: DialogProps) {
  const { t } = useServices();
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const dialog = ref.current!;
    if (open && !dialog.open) {
      dialog.showModal();
      (dialog.querySelector<HTMLElement>('[data-autofocus]') ?? dialog.querySelector<HTMLElement>('.dialog-body :is(input, select, textarea, button):not(:disabled)'))?.focus();
    }
    if (!open && dialog.open) dialog.close();
  }, [open]);
  useLayoutEffect(() => () => ref.current?.close(), []);

  return (
    <dialog
      ref={ref}
      class={`dialog dialog-${size}`}
      aria-labelledby={id}
      onCancel={event => {
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onClose();
      }}
    >
      {open && (
        <form
          class="dialog-frame"
          method="dialog"
          noValidate
          onSubmit={event => {
            event.preventDefault();
            onSubmit?.();
          }}
        >
          <div class="dialog-head">
            <h2 id={id}>{title}</h2>
            <IconButton icon="close" label={t('host:web.ui.close')} onClick={onClose} />
          </div>
          <div class="dialog-body">{children}</div>
          {actions && <div class="dialog-foot">{actions}</div>}
        </form>
      )}
    </dialog>
  );
}

export interface ConfirmProps {
  open: boolean;
  title: string;
  children: ComponentChildren;
  /** The verb: `Delete`, `Switch off`. */
  confirm: string;
  danger?: boolean;
  busy?: boolean;
  /** Why it was refused. */
  problem?: unknown;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before what cannot be taken back. */
export function ConfirmDialog({ open, title, children, confirm, danger = false, busy = false, problem, onConfirm, onClose }: ConfirmProps) {
  const { t } = useServices();
  return (
    <Dialog
      open={open}
      title={title}
      size="small"
      onClose={onClose}
      onSubmit={onConfirm}
      actions={
        <>
          <Button onClick={onClose}>{t('host:web.ui.cancel')}</Button>
          <Button type="submit" variant={danger ? 'danger' : 'primary'} busy={busy} autoFocus>{confirm}</Button>
        </>
      }
    >
      {children}
      {problem !== undefined && <ProblemBanner problem={problem} />}
    </Dialog>
  );
}
