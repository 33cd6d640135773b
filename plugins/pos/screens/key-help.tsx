import { Dialog, useServices } from '@sontechsp/sdk/ui';
import { shortcuts, type Command } from './keys.js';

type Key = Command & keyof typeof shortcuts;
/** Which keys mean something on a screen, in the order they are learnt; each is told under the screen's own words. */
const screens = {
  sale: { words: 'pos:ui.help', keys: ['search', 'quantity', 'discount', 'price', 'park', 'parked', 'cash', 'card', 'split', 'shift', 'confirm', 'times', 'more', 'less', 'remove', 'undo', 'reprint', 'favourites', 'back', 'help'] },
  refund: { words: 'pos:ui.refund.help', keys: ['search', 'quantity', 'discount', 'price', 'cash', 'card', 'split', 'shift', 'confirm', 'times', 'more', 'less', 'remove', 'back', 'help'] },
} as const satisfies Record<string, { words: string; keys: readonly Key[] }>;

/** All keys of a screen of the till. */
export function KeyHelp({ of, onClose }: { of: keyof typeof screens; onClose: () => void }) {
  const { t } = useServices();
  const { words, keys } = screens[of];
  return (
    <Dialog open size="wide" title={t(`${words}.title`)} onClose={onClose}>
      <dl class="key-help">
        {keys.map(command => (
          <div key={command}>
            <dt>{shortcuts[command].filter(Boolean).map(key => <kbd key={key} class="key">{key}</kbd>)}</dt>
            <dd>{t(`${words}.${command}`)}</dd>
          </div>
        ))}
        {([['Ctrl+L', 'lock'], ['Ctrl+K', 'find']] as const).map(([key, name]) => <div key={key}><dt><kbd class="key">{key}</kbd></dt><dd>{t(`pos:ui.help.${name}`)}</dd></div>)}
      </dl>
    </Dialog>
  );
}
