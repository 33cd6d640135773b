import { MAX_QUANTITY, defineSettings, object, t, toThousandths, type Shape } from '@sontechsp/sdk';

const level = (key: string, fallback: number) =>
  t.Number({ default: fallback, title: `settings.${key}`, minimum: -MAX_QUANTITY, maximum: MAX_QUANTITY, thousandths: true });

/** Per store, in units of the product; a product may have its own for each. */
const schema = object({
  /** A sale may leave no less than this. */
  floor: level('floor', -5),
  /** At or under this a sale is warned of. */
  warnAt: level('warnAt', 0),
  /** Under this a product stands in the list of what to reorder. */
  critical: level('critical', 5),
});
export const settings = defineSettings('stock', 'store', schema);
export type StockSettings = Shape<typeof schema>;

/** The levels in thousandths. */
export const levelsOf = (values: StockSettings): StockSettings =>
  ({ floor: toThousandths(values.floor), warnAt: toThousandths(values.warnAt), critical: toThousandths(values.critical) });
