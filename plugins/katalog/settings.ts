import { defineSettings, object, t, type Shape } from '@sontechsp/sdk';

const prefixes = ['20', '21', '22', '23', '24', '25', '26', '27', '28', '29'] as const;

const rule = object({
  prefix: t.Enum([...prefixes], { default: '27', title: 'settings.prefix' }),
  kind: t.Enum(['weight', 'price'], { default: 'weight', title: 'settings.kind' }),
  itemLength: t.Enum([4, 5, 6], { default: 5, title: 'settings.itemLength' }),
  decimals: t.Enum([0, 1, 2, 3], { default: 3, title: 'settings.decimals' }),
  checkDigit: t.Boolean({ default: true, title: 'settings.checkDigit' }),
});

/** Per firm, as products are. */
const schema = object({
  /** The labels of the shops' own scales, each prefix once. */
  scaleRules: t.Array(rule, {
    title: 'settings.scaleRules', description: 'settings.scaleRulesHint', maxItems: prefixes.length,
    default: [
      { prefix: '27', kind: 'weight', itemLength: 5, decimals: 3, checkDigit: true },
      { prefix: '28', kind: 'weight', itemLength: 5, decimals: 3, checkDigit: true },
      { prefix: '29', kind: 'price', itemLength: 5, decimals: 2, checkDigit: true },
    ],
    uniqueBy: 'prefix',
  }),
});
export const settings = defineSettings('katalog', 'firm', schema);
export type KatalogSettings = Shape<typeof schema>;
