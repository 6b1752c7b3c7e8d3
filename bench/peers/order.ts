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

const colours = ['red', 'blue', 'green', 'white'];

const made = Array.from({ length: 100 }, (_, index) => ({
  id: `${String(index).padStart(8, '0')}-7d1e-4c55-9b0a-5b1d4c1f0e6a`,
  sku: `CH-${1000 + index}`,
  name: `Garden chair, ${colours[index % 4]}`,
  price: Math.round(4990 + index * 37.5) / 100,
  currency: 'EUR' as const,
  in_stock: index % 3 !== 0,
  quantity: index * 7,
  rating: 3 + (index % 20) / 10,
  tags: ['garden', colours[index % 4] ?? ''],
  size: { width: 45 + index, height: 90 },
  added_at: '2026-05-04T10:20:30Z',
}));

/** 25.6 KB of JSON: texts short and long, whole and broken numbers, a list and an object in each; as flat in memory as a database's driver leaves it. */
export const products = JSON.parse(JSON.stringify(made)) as typeof made;

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

/** One mistake, which every server tells with its place. */
export const invalidOrder = { ...order, lines: order.lines.map((line, index) => (index === 1 ? { ...line, quantity: 0 } : line)) };

export const refusal = { error: 'invalid-request', violations: [{ pointer: '/lines/1/quantity', message: 'must be >= 1' }] };
