import { nullable, object, oneOf, optional, t, uuid } from '@sontechsp/sdk';

/** In dots, of which eight make a millimetre. */
const size = () => object({ width: t.Integer(), height: t.Integer() });

/** `wide`: on paper of 80 mm, `narrow`: of 58 mm. The pictures are at `/api/pos/logos/{id}`. */
export const logoReply = object({ logo: nullable(object({ id: uuid(), name: t.String(), wide: size(), narrow: size(), changedAt: t.String() })) });
export const logoId = object({ id: uuid() });
export const logoQuery = object({ columns: optional(oneOf('48', '32')) });
