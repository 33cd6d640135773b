import type { AnyComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { Banner, Lazy, useServices } from '@sontechsp/sdk/ui';
import { useHost } from '../host-services.js';
import { remembered } from '../services/remembered.js';
import { MainMenu } from './main-menu.js';
import { setRoute } from './navigate.js';
import { Outlet } from './outlet.js';
import { TopBar } from './top-bar.js';

const rail = remembered('rail', false);
/** Fetched while its key is on the way down, so that what is typed next is typed into it. */
const palette = async () => (await import('./palette.js')).Palette as unknown as AnyComponent<Record<string, unknown>>;

/**
 * Menu, top bar and the open screen. While a till screen is open, `<body data-till>` is set: the menu shrinks to a rail and
 * the type grows to the till's sizes, so that the sale has the room.
 */
export function FrameView() {
  const { t, online } = useServices();
  const { app, door, frame, lock } = useHost();
  const { route, path } = useLocation();
  const [menuOpen, setMenuOpen] = useState(false);
  const [paletteOpen, setPaletteOpen] = useState<boolean>();
  const till = frame.find(path)?.screen.till ?? false;

  setRoute(route);
  useEffect(() => {
    document.body.toggleAttribute('data-till', till);
    return () => document.body.removeAttribute('data-till');
  }, [till]);
  useEffect(() => setMenuOpen(false), [path]);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Control' || event.key === 'Meta') void palette().catch(() => {});
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      setPaletteOpen(true);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);

  // Where a till stands; elsewhere the key is the browser's own.
  const lockable = till || door.tiles.value !== undefined;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!lockable || event.key.toLowerCase() !== 'l' || !event.ctrlKey || event.altKey || event.shiftKey || event.metaKey) return;
      event.preventDefault();
      app.lock();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [lockable]);
  useEffect(() => {
    const touch = () => lock.touch();
    const signs = ['keydown', 'pointerdown', 'wheel'] as const;
    for (const sign of signs) addEventListener(sign, touch, { capture: true, passive: true });
    return () => { for (const sign of signs) removeEventListener(sign, touch, { capture: true }); };
  }, []);

  const compact = rail.value || till;
  return (
    <div class={`frame ${compact ? 'frame-rail' : ''} ${menuOpen ? 'frame-menu-open' : ''}`}>
      <a class="skip" href="#screen" onClick={event => { event.preventDefault(); document.getElementById('screen')?.focus(); }}>{t('host:web.frame.skip')}</a>
      <MainMenu
        compact={compact && !menuOpen}
        {...(till ? {} : { onCompact: () => { rail.value = !rail.value; } })}
        onClose={() => setMenuOpen(false)}
      />
      <div class="frame-main">
        <TopBar lockable={lockable} onMenu={() => setMenuOpen(!menuOpen)} onPalette={() => setPaletteOpen(true)} />
        {!online.value && <div class="frame-strip"><Banner tone="warn" title={t('host:web.network.strip')}>{t('host:web.network.stripDetail')}</Banner></div>}
        <main id="screen" class="frame-screen" tabIndex={-1}><Outlet /></main>
      </div>
      {paletteOpen !== undefined && <Lazy load={palette} props={{ open: paletteOpen, onClose: () => setPaletteOpen(false) }} />}
    </div>
  );
}
