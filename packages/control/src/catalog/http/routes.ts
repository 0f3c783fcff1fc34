import { commitTable, commitTransaction } from '../commit/handlers';
import { deploymentTable } from '../log/handlers';
import {
  createNamespace,
  dropNamespace,
  listNamespaces,
  loadNamespace,
  namespaceExists,
  updateNamespace,
} from '../namespaces/handlers';
import { createTable } from '../tables/create-table';
import { dropTable } from '../tables/drop-table';
import { listTableIdents, loadTable, reportMetrics, tableExists } from '../tables/handlers';
import { registerTable } from '../tables/register-table';
import { renameTable } from '../tables/rename-table';
import { postTurn } from '../turns/handlers';
import { configHandler } from './config';
import type { Route } from './types';

/** Paths as in the REST specification; `{…}` is one segment. */
const served: readonly Route[] = [
  { method: 'GET', path: '/v1/namespaces', handle: listNamespaces },
  { method: 'POST', path: '/v1/namespaces', handle: createNamespace },
  { method: 'GET', path: '/v1/namespaces/{namespace}', handle: loadNamespace },
  { method: 'HEAD', path: '/v1/namespaces/{namespace}', handle: namespaceExists },
  { method: 'DELETE', path: '/v1/namespaces/{namespace}', handle: dropNamespace },
  { method: 'POST', path: '/v1/namespaces/{namespace}/properties', handle: updateNamespace },
  { method: 'GET', path: '/v1/namespaces/{namespace}/tables', handle: listTableIdents },
  { method: 'POST', path: '/v1/namespaces/{namespace}/tables', handle: createTable },
  { method: 'GET', path: '/v1/namespaces/{namespace}/tables/{table}', handle: loadTable },
  { method: 'HEAD', path: '/v1/namespaces/{namespace}/tables/{table}', handle: tableExists },
  { method: 'POST', path: '/v1/namespaces/{namespace}/tables/{table}', handle: commitTable },
  { method: 'DELETE', path: '/v1/namespaces/{namespace}/tables/{table}', handle: dropTable },
  { method: 'POST', path: '/v1/namespaces/{namespace}/tables/{table}/metrics', handle: reportMetrics },
  { method: 'POST', path: '/v1/namespaces/{namespace}/register', handle: registerTable },
  { method: 'POST', path: '/v1/tables/rename', handle: renameTable },
  { method: 'POST', path: '/v1/transactions/commit', handle: commitTransaction },
  { method: 'POST', path: '/penstock/v1/turns', handle: postTurn },
  { method: 'GET', path: '/penstock/v1/deployments/{deployment}/tables/{uuid}', handle: deploymentTable },
];

export const routes: readonly Route[] = [
  { method: 'GET', path: '/v1/config', handle: configHandler(served) },
  ...served,
];
