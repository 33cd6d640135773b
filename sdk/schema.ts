import Type, { type Static, type TEnum, type TObject, type TProperties, type TSchema } from 'typebox';

/** JSON Schema with inferred TypeScript types; `Shape<typeof schema>` is the type. */
export const t = Type;
export type Schema = TSchema;
export type Shape<S extends TSchema> = Static<S>;

/** An object that refuses fields it does not know, as every request of the house does. */
export function object<P extends TProperties>(properties: P, options: Record<string, unknown> = {}): TObject<P> {
  return Type.Object(properties, { additionalProperties: false, ...options });
}

/** The largest amount of money accepted anywhere: 1,000,000,000.00 of a currency. */
export const MAX_MONEY = 100_000_000_000;
/** The largest quantity accepted anywhere. */
export const MAX_QUANTITY = 1_000_000;

/** A UUID of any version; upper case is read as lower case. */
export const uuid = () => Type.String({ format: 'uuid', tidy: 'uuid' });
/** Integer minor units (kuruş), never negative. */
export const money = () => Type.Integer({ minimum: 0, maximum: MAX_MONEY });
/** Integer minor units, of either sign. */
export const signedMoney = () => Type.Integer({ minimum: -MAX_MONEY, maximum: MAX_MONEY });
/** A quantity above zero with at most three decimals; the keyword `thousandths` refuses finer ones. */
export const quantity = () => Type.Number({ exclusiveMinimum: 0, maximum: MAX_QUANTITY, thousandths: true });
/** A quantity of either sign with at most three decimals. */
export const signedQuantity = () => Type.Number({ minimum: -MAX_QUANTITY, maximum: MAX_QUANTITY, thousandths: true });
/** A KDV rate, integer percent: 0, 1, 10 or 20. */
export const vatRate = () => Type.Union([Type.Literal(0), Type.Literal(1), Type.Literal(10), Type.Literal(20)]);
/** Percent 0…100 with at most two decimals; the keyword `hundredths` refuses finer ones. */
export const percent = () => Type.Number({ minimum: 0, maximum: 100, hundredths: true });
/** An instant, ISO 8601 with a zone. */
export const instant = () => Type.String({ format: 'date-time' });
/** Text of a card: before its length is looked at, the host trims it and takes control characters out (tab and line feed stay). */
export const text = (maxLength = 200, minLength = 0) => Type.String({ minLength, maxLength, tidy: 'text' });
export const nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
export const optional = <S extends TSchema>(schema: S) => Type.Optional(schema);
export const list = <S extends TSchema>(schema: S, options: { minItems?: number; maxItems?: number } = {}) => Type.Array(schema, options);
/**
 * A setting nobody reads back: encrypted at rest, `{ set: true }` in replies, taken out of logs. The keyword `secret` marks it.
 * It stands at the top of its schema, never inside another field. In any settings schema the keyword `showWhen: { field: value }`
 * shows a field only while others have those values (one, or one of a list).
 */
export const secret = (options: { title?: string; description?: string; maxLength?: number; showWhen?: Record<string, unknown> } = {}) =>
  Type.String({ secret: true, maxLength: 4000, default: '', ...options });
/**
 * A setting that is one of a few words, shown as a choice: `choice(['test', 'live'], { title: 'settings.mode' })`, whose words for
 * people are the locale keys `settings.mode.test` and `settings.mode.live`. The first is the default unless said.
 */
export const choice = <const W extends readonly string[]>(words: W, options: { title?: string; description?: string; default?: W[number]; showWhen?: Record<string, unknown> } = {}) =>
  Type.Enum([...words], { default: words[0], ...options }) as unknown as TEnum<[...W]>;
/** One of a few fixed words. */
export const oneOf = <const W extends readonly string[]>(...words: W) => Type.Enum([...words]) as unknown as TEnum<[...W]>;
/** The query every list takes, together with its own filters. */
export function listQuery<P extends TProperties>(filters: P) {
  return object({
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    cursor: Type.Optional(Type.String({ maxLength: 500 })),
    q: Type.Optional(text(200)),
    sort: Type.Optional(Type.String({ maxLength: 200 })),
    ...filters,
  });
}
/** The query of a list that is short by nature: the whole of it, up to 200, unless a limit is said. */
export const shortListQuery = <P extends TProperties>(filters: P) => listQuery({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 200 })), ...filters });
/** The reply of every list. */
export const page = <S extends TSchema>(item: S) => Type.Object({ items: Type.Array(item), nextCursor: nullable(Type.String()) });
