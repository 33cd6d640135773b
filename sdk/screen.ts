/** A screen of a plugin: an entry in the menu and a lazily loaded browser module. */
export interface Screen {
  /** Where it lives in the address bar: `/stock`. May hold parameters: `/products/:id`. */
  readonly path: string;
  /** Locale key of the menu entry and page title. */
  readonly title: string;
  /** Who sees it; `signedIn`: everyone who is. */
  readonly permission: string;
  /** File in the plugin's `screens/` without its ending: `levels` is `screens/levels.screen.tsx`, whose default export is the component. */
  readonly module: string;
  /** Menu group; leaving it out keeps the screen out of the menu. */
  readonly menu: { readonly group: MenuGroup; readonly order: number; readonly icon: string } | undefined;
  /** The till's main screen: opens after sign-in, without office chrome. */
  readonly till: boolean;
}
export type MenuGroup = 'sale' | 'catalogue' | 'stock' | 'customers' | 'commerce' | 'documents' | 'reports' | 'admin';
export function screen(spec: Omit<Screen, 'menu' | 'till'> & { menu?: Screen['menu']; till?: boolean }): Screen {
  return { ...spec, menu: spec.menu, till: spec.till ?? false };
}

/** A small component put into a place another screen offers. */
export interface Slot {
  /** `<owner>.<place>`: `pos.basket.line`. */
  readonly slot: string;
  /** File in `screens/` without its ending: `badge` is `screens/badge.slot.tsx`, whose default export is the component. */
  readonly module: string;
  /** Who sees it; `signedIn`: everyone who is. */
  readonly permission: string;
}
export function slot(spec: Slot): Slot {
  return spec;
}
