import { Injectable, type OnApplicationBootstrap, RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { once } from '../once.js';
import { FILTERS_BOARDS, type RouteScope, RULE, type Rule, SCOPE, scopeOf } from './access/allow.js';
import { canNeedLease } from './access/needed-lease.js';
import { readSeq, readVersion, readVersionOrNew } from './etag.js';
import { readKey } from './idempotency.js';
import { readLastEventCursor, readLastEventId } from './last-event-id.js';
import { readPreferredWait } from './prefer.js';
import { LOCATION, pathOfItem } from './responses/location.js';
import { VERSIONED } from './responses/versioned.js';

export type Route = {
  method: string;
  path: string;
  handler: string;
  rule: Rule;
  /** The scope that an API token needs. */
  scope: RouteScope;
  /** Whether a token for some boards may call it. */
  isForSomeBoards: boolean;
  /** The path of what it creates, where that has one. */
  creates: string | undefined;
  /** What its handler reads from headers. */
  takes: {
    idempotencyKey: boolean;
    ifMatch: boolean;
    /** `If-None-Match: *` on a write. */
    ifNoneMatch: boolean;
    lease: boolean;
    lastEventId: boolean;
    lastEventCursor: boolean;
    preferredWait: boolean;
  };
  /** Whether its answer has an ETag made of its body. */
  isVersioned: boolean;
};

/** Every route with its access rule. A route without one keeps the API from starting. */
@Injectable()
export class RouteTable implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onApplicationBootstrap(): void {
    this.routes();
  }

  routes(): Route[] {
    const found = this.discovery.getControllers().flatMap(({ metatype }) => this.routesOf(metatype as Type));
    const paths = found.map(({ path }) => path);
    return found.map(({ declared, ...route }) => ({
      ...route,
      creates: route.method === 'POST' ? (declared ?? pathOfItem(route.path, paths)) : undefined,
    }));
  }

  /** Where a handler's route puts what it creates, by the name of the handler. */
  readonly creations = once(
    () => new Map(this.routes().flatMap(({ handler, creates }) => (creates ? [[handler, creates]] : []))),
  );

  private routesOf(controller: Type): (Omit<Route, 'creates'> & { declared: string | undefined })[] {
    const prefixes = [Reflect.getMetadata(PATH_METADATA, controller) as string | string[]].flat();
    return this.scanner.getAllMethodNames(controller.prototype).flatMap((name) => {
      const handler = controller.prototype[name] as () => unknown;
      const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
      if (method === undefined) return [];
      const rule = this.reflector.get<Rule | undefined>(RULE, handler);
      if (!rule) throw new Error(`${controller.name}.${name} declares no access rule`);
      const readers = parameterReaders(controller, name);
      const takes = {
        idempotencyKey: readers.includes(readKey),
        ifMatch: [readVersion, readVersionOrNew, readSeq].some((reader) => readers.includes(reader)),
        ifNoneMatch: readers.includes(readVersionOrNew),
        lastEventId: readers.includes(readLastEventId),
        lastEventCursor: readers.includes(readLastEventCursor),
        preferredWait: readers.includes(readPreferredWait),
      };
      const isVersioned = this.reflector.get<true | undefined>(VERSIONED, handler) ?? false;
      const scope = scopeOf(rule, RequestMethod[method] as string, this.reflector.get(SCOPE, handler));
      const filtersBoards = this.reflector.get<true | undefined>(FILTERS_BOARDS, handler) ?? false;
      const declared = this.reflector.get<string | undefined>(LOCATION, handler);
      const suffixes = [Reflect.getMetadata(PATH_METADATA, handler) as string | string[]].flat();
      return prefixes.flatMap((prefix) =>
        suffixes.map((suffix) => {
          const path = pathOf(prefix, suffix);
          return {
            method: RequestMethod[method] as string,
            path,
            handler: `${controller.name}.${name}`,
            rule,
            scope,
            isForSomeBoards: scope !== null && (filtersBoards || path.includes('/:board')),
            takes: { ...takes, lease: canNeedLease({ method: RequestMethod[method] as string, path }) },
            isVersioned,
            declared,
          };
        }),
      );
    });
  }
}

function pathOf(prefix: string, suffix: string): string {
  return `/${[prefix, suffix]
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/')}`;
}

/** The functions that read the parameters of a handler from the request, of our own decorators. */
function parameterReaders(controller: Type, method: string): unknown[] {
  const parameters: Record<string, { factory?: unknown }> =
    Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {};
  return Object.values(parameters).map(({ factory }) => factory);
}
