/** How keys in the query cache begin, by what is read: all that begin alike are refreshed together. */
export const queryKeys = {
  accounts: ['accounts'],
  apiTokens: ['api-tokens'],
  assignableModules: ['assignable-modules'],
  auditRecords: ['audit'],
  groups: ['groups'],
  members: ['members'],
} as const
