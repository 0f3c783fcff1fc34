import { badRequest } from '../../errors';
import {
  asObject,
  type JsonObject,
  jsonLong,
  longAt,
  objectsAt,
  sameJson,
  stringAt,
} from '../../json/json-object';
import type { MetadataDraft } from '../draft';
import { nextId } from './schemas';

/** Order 0 is reserved for "unsorted"; others get the next free id, equal ones are reused. */
export function addSortOrder(draft: MetadataDraft, update: JsonObject): void {
  const order = asObject(update['sort-order'], 'sort-order');
  const fields = objectsAt(order, 'fields');
  for (const field of fields) checkSortField(field);
  const orders = draft.objects('sort-orders');
  const equal = orders.find((entry) => sameJson(entry.fields, fields));
  const id =
    equal !== undefined
      ? longAt(equal, 'order-id')
      : fields.length === 0
        ? 0n
        : nextId(orders, 'order-id', 1n);
  if (equal === undefined)
    draft.doc['sort-orders'] = [...orders, { ...order, 'order-id': jsonLong(id), fields }];
  draft.lastAddedSortOrderId = id;
}

/** -1 means the order that this commit added last. */
export function setDefaultSortOrder(draft: MetadataDraft, update: JsonObject): void {
  const asked = longAt(update, 'sort-order-id');
  const id = asked === -1n ? draft.lastAddedSortOrderId : asked;
  if (id === null) throw badRequest('Cannot set the last added sort order: no sort order has been added');
  if (!draft.objects('sort-orders').some((order) => longAt(order, 'order-id') === id)) {
    throw badRequest(`Cannot set default sort order to unknown sort order: ${id}`);
  }
  draft.setLong('default-sort-order-id', id);
}

function checkSortField(field: JsonObject): void {
  longAt(field, 'source-id');
  stringAt(field, 'transform');
  const direction = stringAt(field, 'direction').toLowerCase();
  const nullOrder = stringAt(field, 'null-order').toLowerCase();
  if (!['asc', 'desc'].includes(direction) || !['nulls-first', 'nulls-last'].includes(nullOrder))
    throw badRequest(`Cannot sort by ${direction} ${nullOrder}`);
}
