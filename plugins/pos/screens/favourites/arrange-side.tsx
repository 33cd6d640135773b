import { Button, Card, Field, IconButton, SearchBox, TextInput, useServices } from '@sontechsp/sdk/ui';
import { hitsKeys } from '../hits-keys.js';
import { colours, type Arrange, type Colour } from './arrange.model.js';

/** Adding products, and what the chosen tile and page look like. */
export function ArrangeSide({ model }: { model: Arrange }) {
  const { t } = useServices();
  const page = model.page.value;
  const chosen = model.chosen.value;
  const tile = chosen === undefined ? undefined : page?.tiles[chosen];
  return (
    <div class="arrange-side">
      <Card title={t('pos:ui.favourites.add')}><Add model={model} /></Card>
      <Card title={tile ? tile.name : t('pos:ui.favourites.tile')}>
        {tile ? (
          <>
            {tile.price === undefined && <p class="quiet">{t('pos:ui.favourites.goneDetail')}</p>}
            <Colours label={t('pos:ui.favourites.colour')} value={tile.colour} onChange={model.colourTile} />
            <div class="arrange-keys">
              <IconButton icon="arrow-left" variant="plain" label={t('pos:ui.favourites.left')} shortcut="Alt+←" disabled={chosen === 0} onClick={() => model.moveTo(chosen! - 1)} />
              <IconButton icon="arrow-right" variant="plain" label={t('pos:ui.favourites.right')} shortcut="Alt+→" disabled={chosen === page!.tiles.length - 1} onClick={() => model.moveTo(chosen! + 1)} />
              <Button icon="trash" onClick={() => model.removeTile()}>{t('pos:ui.favourites.remove')}</Button>
            </div>
          </>
        ) : <p class="quiet">{t('pos:ui.favourites.choose')}</p>}
      </Card>
      {page && (
        <Card title={t('pos:ui.favourites.page')}>
          <Field label={t('pos:ui.favourites.pageName')} required {...(page.name.trim() === '' ? { error: t('host:web.ui.required') } : {})}>
            <TextInput value={page.name} maxLength={30} onChange={name => model.changePage({ name })} />
          </Field>
          <Colours label={t('pos:ui.favourites.colour')} value={page.colour} onChange={colour => model.changePage({ colour })} />
          <div class="arrange-keys">
            <IconButton icon="arrow-left" variant="plain" label={t('pos:ui.favourites.pageLeft')} disabled={model.at.value === 0} onClick={() => model.movePage(-1)} />
            <IconButton icon="arrow-right" variant="plain" label={t('pos:ui.favourites.pageRight')} disabled={model.at.value === model.pages.value.length - 1} onClick={() => model.movePage(1)} />
            <Button icon="trash" onClick={() => model.removePage()}>{t('pos:ui.favourites.removePage')}</Button>
          </div>
        </Card>
      )}
    </div>
  );
}

function Colours({ label, value, onChange }: { label: string; value: Colour; onChange: (colour: Colour) => void }) {
  const { t } = useServices();
  return (
    <div class="arrange-colours" role="group" aria-label={label}>
      {colours.map(colour => (
        <button key={colour} type="button" class={`arrange-colour colour-${colour}`} aria-pressed={colour === value} onClick={() => onChange(colour)}>{t(`pos:ui.favourites.colours.${colour}`)}</button>
      ))}
    </div>
  );
}

function Add({ model }: { model: Arrange }) {
  const { t, format } = useServices();
  const { search } = model;
  const hits = search.hits.value;
  const active = search.active.value;
  return (
    <>
      <SearchBox
        label={t('pos:ui.search.label')} value={search.q.value} onChange={search.type} role="combobox" aria-expanded={hits.length > 0} aria-controls="arrange-hits"
        {...(hits[active] ? { 'aria-activedescendant': `arrange-hit-${active}` } : {})}
        onKeyDown={hitsKeys(search, model.addFound)}
      />
      <ul id="arrange-hits" class="arrange-hits" role="listbox" aria-label={t('pos:ui.search.hits')} hidden={hits.length === 0} tabIndex={hits.length > 0 ? 0 : -1}>
        {hits.map((hit, at) => (
          <li key={hit.id} id={`arrange-hit-${at}`} role="option" aria-selected={at === active} onMouseMove={() => search.point(at)} onClick={() => void model.addFound(at)}>
            <span>{hit.name}</span><strong>{format.money(hit.price)}</strong>
          </li>
        ))}
      </ul>
      {(search.state.value === 'none' || search.state.value === 'failed') && <p class="quiet">{t(`pos:ui.search.${search.state.value}`)}</p>}
    </>
  );
}
