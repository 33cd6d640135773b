/** What the browser side of a plugin may use: the design system, the services of the frame, and the pure rules of the sdk. */
export { Button, IconButton, type ButtonProps, type IconButtonProps } from './button.js';
export { Field, type FieldProps } from './field.js';
export { DayRange } from './day-range.js';
export { SearchBox, TextArea, TextInput, type SearchBoxProps, type TextInputProps } from './text-input.js';
export { IntegerInput, MoneyInput, PercentInput, QuantityInput } from './number-input.js';
export { decimalText, parseDecimal } from './decimal.js';
export { Checkbox, Select, Switch, type SelectOption } from './choice.js';
export { ConfirmDialog, Dialog, type DialogProps } from './dialog.js';
export { NameTiles, type NameTile, type NameTilesProps } from './name-tiles.js';
export { PinPad, type PinPadProps } from './pin-pad.js';
export { Menu, type MenuGroup, type MenuItem } from './menu.js';
export { Tabs, type Tab } from './tabs.js';
export { EmptyState } from './empty-state.js';
export { Card, Facts, Page, SidePanel, type PageProps } from './page.js';
export { DataTable, type DataTableProps, type TableColumn } from './data-table.js';
export { createPagedList, type ListPage, type PagedList } from './paged-list.js';
export { createForm, type Form } from './form.js';
export { createWork, type Work } from './work.js';
export { Badge, Banner, Chip } from './badge.js';
export { Progress, Spinner } from './progress.js';
export { Icon } from './icon.js';
export { initials } from './initials.js';
export { ProblemBanner } from './problem-banner.js';
export { ErrorBoundary, Lazy, Slot } from './boundary.js';

export { ServicesContext, useServices, type Services } from './services.js';
export type { Api, Query, RequestOptions } from './api.js';
export type { BrowserClock } from './clock.js';
export type { Events } from './events.js';
export type { Lock } from './lock.js';
export type { Format } from './format.js';
export type { Session, SessionStore, SessionTerminal, SessionUser } from './session.js';
export type { SlotEntry, SlotSource } from './slot-source.js';
export type { ToastAction, Toasts, Tone } from './toasts.js';
export type { MessageValues, Translate } from './translate.js';
export type { ScreenProps } from './screen-props.js';
export { useFinder, type FinderHit, type FinderProps } from './finder.js';
export { ApiProblem, isProblem, type FieldError } from './problem.js';
export type { Language } from '../scope.js';

export { lineGross, mulDiv, percentOf, share, vatIn } from '../money.js';
export { fromThousandths, toThousandths } from '../quantity.js';
export { fold, foldWords } from '../fold.js';
export { dayLater, dayOf, dayStart, daysBetween, type DayRule, type DaySpan } from '../days.js';
/** A new identity: UUIDv7, sorting by time of making. */
export { v7 as uuid } from 'uuid';
