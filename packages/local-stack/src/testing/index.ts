export { freePort } from '../net/ports';
export { createTestDatabase, type TestDatabase } from './database';
export { extensionPaths } from './extensions';
export { guardProcess } from './guard';
export { createTopic, testKafka } from './kafka';
export {
  addPartitions,
  deleteRecordsBefore,
  joinGroup,
  recreateTopic,
  setGroupOffset,
} from './kafka-admin';
export { readTopic, type TopicRecord } from './read-topic';
export { type TcpProxy, tcpProxy } from './tcp-proxy';
export { tempDir } from './temp-dir';
export { waitFor } from './wait-for';
