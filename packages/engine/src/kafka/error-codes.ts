/** Error codes of the Kafka protocol that the source tells apart (Kafka protocol guide, "Error Codes"). */
export const kafkaErrors = {
  offsetOutOfRange: 1,
  unknownTopicOrPartition: 3,
  leaderNotAvailable: 5,
  notLeader: 6,
  replicaNotAvailable: 9,
  topicAuthorizationFailed: 29,
  kafkaStorage: 56,
  fencedLeaderEpoch: 74,
  unknownLeaderEpoch: 75,
  offsetNotAvailable: 78,
  unknownTopicId: 100,
  inconsistentTopicId: 103,
} as const;

/** Codes after which new metadata and another try are the answer. */
export const staleMetadata: ReadonlySet<number> = new Set([
  kafkaErrors.unknownTopicOrPartition,
  kafkaErrors.leaderNotAvailable,
  kafkaErrors.notLeader,
  kafkaErrors.replicaNotAvailable,
  kafkaErrors.kafkaStorage,
  kafkaErrors.fencedLeaderEpoch,
  kafkaErrors.unknownLeaderEpoch,
  kafkaErrors.offsetNotAvailable,
  kafkaErrors.unknownTopicId,
  kafkaErrors.inconsistentTopicId,
]);
