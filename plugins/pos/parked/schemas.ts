import { list, listQuery, nullable, object, optional, page, t, text, uuid, type Shape } from '@sontechsp/sdk';
import { approvals, discount, lineBody } from '../schemas.js';

export const parkedBody = object({
  id: optional(uuid()),
  name: text(80, 1),
  lines: list(lineBody, { maxItems: 500 }),
  customerId: optional(nullable(uuid())),
  discount: optional(nullable(discount())),
  /** As a quote has them: nothing is sold yet, so they are not used up. */
  approvals: optional(approvals()),
});
export type ParkedBody = Shape<typeof parkedBody>;

const parkedFields = {
  id: uuid(), name: t.String(),
  /** As they were parked: fit to be sold as they are. */
  lines: t.Array(lineBody), customerId: nullable(uuid()), discount: nullable(discount()),
  parkedAt: t.String(), cashierId: uuid(), total: t.Integer(),
};
export const parkedReply = object(parkedFields);
export type ParkedReply = Shape<typeof parkedReply>;

export const parkedList = page(object({ ...parkedFields, cashierName: t.String(), terminalId: uuid() }));
export const parkedQuery = listQuery({ terminalId: optional(uuid()) });
export type ParkedQuery = Shape<typeof parkedQuery>;
export const parkedId = object({ id: uuid() });
