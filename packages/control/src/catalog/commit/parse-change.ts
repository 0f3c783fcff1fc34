import { checkedName, checkedNamespace, type TableIdent } from '../identifiers';
import { asArray, asObject, asString, type JsonObject, objectsAt } from '../json/json-object';
import type { TableChange } from './types';

/** A `CommitTableRequest`; `ident` is the path's when the body names none. */
export function parseChange(body: JsonObject, ident?: TableIdent): TableChange {
  const named =
    body.identifier === undefined ? undefined : parseIdent(asObject(body.identifier, 'identifier'));
  return {
    ident: ident ?? named ?? parseIdent({}),
    requirements: objectsAt(body, 'requirements'),
    updates: objectsAt(body, 'updates'),
  };
}

export function parseIdent(value: JsonObject, where = 'identifier'): TableIdent {
  const levels = asArray(value.namespace, `${where}.namespace`).map((level) => asString(level, 'namespace'));
  return {
    namespace: checkedNamespace(levels),
    name: checkedName(asString(value.name, `${where}.name`), 'table name'),
  };
}
