/** The same data and the same answers for every server of the comparison. */

export const itemId = '3f2c8a52-7d1e-4c55-9b0a-5b1d4c1f0e6a';

export const itemPath = `/items/${itemId}?limit=10&tag=red&tag=blue`;

export function item(id: string, limit: number, tags: readonly string[]) {
  return {
    id,
    name: 'Garden chair',
    description: 'A chair for the garden that may stay outside in the rain, folds flat and weighs less than four kilograms.',
    price: 49.9,
    currency: 'EUR' as const,
    in_stock: true,
    limit,
    tags: [...tags],
  };
}

export const order = {
  customer: {
    name: 'Ada Lovelace',
    email: 'ada.lovelace@example.com',
    address: { street: '12 St James’s Square', city: 'London', zip: '10115' },
  },
  lines: [
    { sku: 'CHAIR-0001', quantity: 4, price: 49.9 },
    { sku: 'TABLE-0002', quantity: 1, price: 189 },
    { sku: 'PARASOL-03', quantity: 1, price: 79.5 },
    { sku: 'CUSHION-04', quantity: 4, price: 12.25 },
  ],
  priority: 'normal',
  placed_at: '2026-05-04T10:20:30Z',
  note: 'Please deliver after five in the afternoon; the bell does not work, so knock loudly.',
};

export const orderId = 'ord_000000000001';
