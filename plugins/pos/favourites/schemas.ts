import { list, object, oneOf, optional, t, text, uuid, type Shape } from '@sontechsp/sdk';

/** Named after what the design system has: each has its own soft background, on which text is readable in every theme. */
export const colours = ['plain', 'primary', 'success', 'warn', 'danger'] as const;
const colour = () => oneOf(...colours);

const tileBody = object({ productId: uuid(), colour: optional(colour()) });
/** `version`: of the arrangement this one was made from. Without it this one takes the place of whatever stands. */
export const favouritesBody = object({
  version: optional(t.Integer({ minimum: 0 })),
  pages: list(object({ name: text(30, 1), colour: optional(colour()), tiles: list(tileBody, { maxItems: 60 }) }), { maxItems: 12 }),
});
export type FavouritesBody = Shape<typeof favouritesBody>;

/**
 * With what each tile sells. What was taken out of sale stands in `gone`, with its place on the page as it was arranged; it sells nothing,
 * and is kept by sending it along. `version` counts the arrangements; 0: none yet.
 */
export const favouritesReply = object({
  version: t.Integer(),
  pages: t.Array(object({
    name: t.String(), colour: colour(),
    tiles: t.Array(object({
      productId: uuid(), colour: colour(), name: t.String(), unit: oneOf('piece', 'kg'), price: t.Integer(), vatRate: t.Integer(),
    })),
    gone: optional(t.Array(object({ productId: uuid(), colour: colour(), name: t.String(), place: t.Integer() }))),
  })),
});
export type FavouritesReply = Shape<typeof favouritesReply>;
