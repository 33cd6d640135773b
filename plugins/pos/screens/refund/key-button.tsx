import { Button, useServices, type ButtonProps } from '@sontechsp/sdk/ui';
import { shortcuts, type Command } from '../keys.js';
import type { RefundModel } from './refund.model.js';

interface Props extends Omit<ButtonProps, 'shortcut' | 'onClick'> {
  model: RefundModel;
  command: keyof typeof shortcuts & Command;
}

/** A button that does what a key does, and shows which. */
export function KeyButton({ model, command, ...rest }: Props) {
  const { t } = useServices();
  const [key, twin] = shortcuts[command];
  return <Button size="till" {...rest} shortcut={key} title={twin ? t('pos:ui.sale.keyOr', { key, twin }) : key} onClick={() => model.command(command)} />;
}
