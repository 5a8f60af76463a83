import fc from 'fast-check';
import {
  classesOfService,
  findShedding,
  type SheddableQueue,
  selectRequestsToShed,
  sheddingRule,
  type Watermarks,
} from '../../src/index.js';
import { aWaitingRequest } from '../requests/a-waiting-request.js';

const waiting = [
  aWaitingRequest(1, 'intangible'),
  aWaitingRequest(2, 'intangible', true),
  aWaitingRequest(3, 'intangible'),
  aWaitingRequest(4, 'standard'),
  aWaitingRequest(5, 'expedite'),
  aWaitingRequest(6, 'fixedDate'),
  aWaitingRequest(7, 'standard'),
];
const marks = (highWatermark: number | null, lowWatermark: number | null): Watermarks => ({
  highWatermark,
  lowWatermark,
});

describe('shedding', () => {
  test('selects the lowest class first, within it the youngest, and ticket holders last', () => {
    expect(selectRequestsToShed(waiting, marks(6, 0))).toEqual([3, 1, 2, 7, 4]);
  });

  test('starts above the high watermark and stops at the low one', () => {
    expect(selectRequestsToShed(waiting, marks(7, 3))).toEqual([]);
    expect(selectRequestsToShed(waiting, marks(6, 4))).toEqual([3, 1, 2]);
    expect(selectRequestsToShed(waiting, marks(6, null))).toEqual([3]);
  });

  test('does nothing on a board without watermarks', () => {
    expect(selectRequestsToShed(waiting, marks(null, null))).toEqual([]);
    expect(selectRequestsToShed(waiting, marks(null, 2))).toEqual([]);
  });

  test('selects the highest number among requests submitted at once', () => {
    const submittedAt = new Date(Date.UTC(2026, 1, 1));
    const together = [8, 10, 9].map((number) => ({ ...aWaitingRequest(number, 'standard'), submittedAt }));
    expect(selectRequestsToShed(together, marks(2, 1))).toEqual([10, 9]);
  });
});

test('is a reason beside others only for a class that would be shed on arrival, and not where the depth comes first', () => {
  const queue = {
    waiting: 4,
    sheddable: { standard: { plain: 4, byTicket: 0 }, intangible: { plain: 0, byTicket: 0 } },
  };
  const of = (classOfService: (typeof classesOfService)[number], depth = 9, byTicket = false) =>
    findShedding({ classOfService, byTicket }, queue, { ...marks(4, 3), depth });
  expect(of('standard')).toEqual([{ code: 'intake-shedding', waiting: 4, above: 4 }]);
  expect(of('fixedDate')).toEqual([]);
  expect(of('standard', 4)).toEqual([]);
  // Four without a ticket are shed before it.
  expect(of('standard', 9, true)).toEqual([]);
});

const aQueue = fc
  .array(fc.tuple(fc.constantFrom(...classesOfService), fc.boolean(), fc.integer({ min: 1, max: 28 })))
  .map((all) =>
    all.map(([of, byTicket, day], at) => ({ ...aWaitingRequest(day, of, byTicket), number: at + 1 })),
  );
const aMark = fc.integer({ min: 0, max: 12 });

test('sheds no urgent class, never goes below the low watermark, and sheds lower classes first', () => {
  fc.assert(
    fc.property(aQueue, aMark, aMark, (queue, one, other) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      const shed = new Set(selectRequestsToShed(queue, marks(high, low)));
      const classes = (isShed: boolean) =>
        queue
          .filter(({ number }) => shed.has(number) === isShed)
          .map(({ classOfService }) => classesOfService.indexOf(classOfService));
      const left = queue.length - shed.size;
      if (shed.size > 0) expect(queue.length).toBeGreaterThan(high);
      if (shed.size > 0) expect(left).toBeGreaterThanOrEqual(low);
      if (queue.length > high && left > low) expect(classes(false).every((rank) => rank < 2)).toBe(true);
      const highest = Math.min(...classes(true));
      expect(highest).toBeGreaterThanOrEqual(2);
      expect(classes(false).every((rank) => rank <= highest)).toBe(true);
    }),
  );
});

test('announces exactly the classes in which the next request would be shed on arrival', () => {
  const counted = (queue: typeof waiting): SheddableQueue => {
    const of = (name: string) => queue.filter(({ classOfService }) => classOfService === name);
    const sheddable = (name: string) => ({
      plain: of(name).filter(({ byTicket }) => !byTicket).length,
      byTicket: of(name).filter(({ byTicket }) => byTicket).length,
    });
    const both = { intangible: sheddable('intangible'), standard: sheddable('standard') };
    return { waiting: queue.length, sheddable: both };
  };
  fc.assert(
    fc.property(aQueue, aMark, aMark, (queue, one, other) => {
      const watermarks = marks(Math.max(one, other), Math.min(one, other));
      const rule = sheddingRule(counted(queue), { depth: 99, ...watermarks });
      const shed = (byTicket: boolean) =>
        classesOfService.filter((classOfService) => {
          const next = { ...aWaitingRequest(99, classOfService, byTicket), number: 999 };
          return selectRequestsToShed([...queue, next], watermarks).includes(999);
        });
      expect(rule?.onArrival.toSorted()).toEqual(shed(false).toSorted());
      expect(rule?.onArrivalByTicket.toSorted()).toEqual(shed(true).toSorted());
    }),
    { numRuns: 300 },
  );
});

test('announces nothing on a board without watermarks, or whose depth is reached first', () => {
  const queue = {
    waiting: 4,
    sheddable: { intangible: { plain: 2, byTicket: 0 }, standard: { plain: 2, byTicket: 0 } },
  };
  expect(sheddingRule(queue, { depth: 4, ...marks(null, null) })).toBeNull();
  expect(sheddingRule(queue, { depth: 4, ...marks(4, 2) })).toBeNull();
  expect(sheddingRule(queue, { depth: 5, ...marks(4, 3) })).toMatchObject({
    above: 4,
    classes: ['intangible', 'standard'],
    onArrival: ['intangible'],
  });
});

test('finds nothing more to shed after shedding', () => {
  fc.assert(
    fc.property(aQueue, aMark, (queue, mark) => {
      const watermarks = marks(mark, Math.floor(mark / 2));
      const shed = selectRequestsToShed(queue, watermarks);
      const rest = queue.filter(({ number }) => !shed.includes(number));
      expect(selectRequestsToShed(rest, watermarks)).toEqual([]);
    }),
  );
});
