import { useEffect, useRef } from 'preact/hooks';
import { SearchBox, useServices } from '@sontechsp/sdk/ui';
import { hitsKeys } from '../hits-keys.js';
import type { RefundModel } from './refund.model.js';

/** Products by name, to be taken as a scan of them. */
export function Products({ model }: { model: RefundModel }) {
  const { t, format } = useServices();
  const { search } = model;
  const field = useRef<HTMLInputElement>(null);
  const hits = search.hits.value;
  const active = search.active.value;
  useEffect(() => {
    field.current!.focus();
    field.current!.setSelectionRange(field.current!.value.length, field.current!.value.length);
  }, []);
  return (
    <div class="refund-products">
      <SearchBox
        inputRef={field} class="input-till" label={t('pos:ui.search.label')} shortcut="F2" value={search.q.value} onChange={search.type}
        role="combobox" aria-expanded={hits.length > 0} aria-controls="refund-hits" {...(hits[active] ? { 'aria-activedescendant': `refund-hit-${active}` } : {})}
        onKeyDown={hitsKeys(search, model.choose)}
      />
      <ul id="refund-hits" class="sale-hits" role="listbox" aria-label={t('pos:ui.search.hits')} hidden={hits.length === 0} tabIndex={hits.length > 0 ? 0 : -1}>
        {hits.map((hit, at) => (
          <li key={hit.id} id={`refund-hit-${at}`} class="sale-hit" role="option" aria-selected={at === active} onMouseMove={() => search.point(at)} onClick={() => void model.choose(at)}>
            <span class="sale-hit-name">{hit.name}</span>
            <strong>{format.money(hit.price)}</strong>
          </li>
        ))}
      </ul>
      {(search.state.value === 'none' || search.state.value === 'failed') && <p class="quiet sale-hits-none">{t(`pos:ui.search.${search.state.value}`)}</p>}
    </div>
  );
}
