import type { CarrierParcel } from '@sontechsp/sdk/carrier';

/** Volume weight in hundredths of a desi: length × width × height in cm ÷ 3000, rounded up once for all parcels. */
export const desiOf = (parcels: readonly Pick<CarrierParcel, 'lengthCm' | 'widthCm' | 'heightCm'>[]): number =>
  Math.ceil(parcels.reduce((sum, p) => sum + p.lengthCm * p.widthCm * p.heightCm, 0) / 30 - 1e-9);

export const gramsOf = (parcels: readonly Pick<CarrierParcel, 'weightGrams'>[]): number => parcels.reduce((sum, p) => sum + p.weightGrams, 0);
