import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface BrokerPorts {
  port: number;
  controllerPort: number;
}

/** Writes the configuration of a one-node broker (KRaft: broker and controller in one process), loopback only. */
export function writeBrokerFiles(dir: string, ports: BrokerPorts): { properties: string; logging: string } {
  mkdirSync(dir, { recursive: true });
  const properties = join(dir, 'server.properties');
  const logging = join(dir, 'log4j2.xml');
  writeFileSync(properties, serverProperties(join(dir, 'data'), ports));
  writeFileSync(logging, log4j2);
  return { properties, logging };
}

function serverProperties(logDir: string, { port, controllerPort }: BrokerPorts): string {
  return `process.roles=broker,controller
node.id=1
controller.quorum.bootstrap.servers=127.0.0.1:${controllerPort}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs=${logDir}
num.partitions=1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=5
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=5
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
log.segment.bytes=134217728
log.retention.bytes=536870912
`;
}

const log4j2 = `<Configuration status="WARN"><Appenders><Console name="C"><PatternLayout pattern="%d %p %c{1} %m%n"/></Console></Appenders>
<Loggers><Root level="INFO"><AppenderRef ref="C"/></Root></Loggers></Configuration>
`;
