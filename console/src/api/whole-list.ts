import { client, unwrap, withFilter } from './client'
import { ProblemError } from './problem'

/** The lists of the API that can be read whole. */
export type ListPath =
  | '/public/v1/accounts/accounts'
  | '/public/v1/accounts/api-tokens'
  | '/public/v1/accounts/user-groups'
  | '/public/v1/audit/records'

interface WholeList {
  select?: string
  order?: string
  filter: string[]
}

/** Every object of a list, as it was when the answer began. One that is cut short is a ConnectionError. */
export async function readWholeList<Row>(path: ListPath, list: WholeList): Promise<Row[]> {
  return readStream<Row>(() =>
    client.GET(path, {
      params: { query: { select: list.select, order: list.order } },
      querySerializer: withFilter(...list.filter),
      headers: streamHeaders,
      parseAs: 'text',
    }),
  )
}

/** The members of an account, as readWholeList. */
export async function readWholeMembers<Row>(accountId: string, list: WholeList): Promise<Row[]> {
  return readStream<Row>(() =>
    client.GET('/public/v1/accounts/accounts/{accountId}/users', {
      params: { path: { accountId }, query: { select: list.select, order: list.order } },
      querySerializer: withFilter(...list.filter),
      headers: streamHeaders,
      parseAs: 'text',
    }),
  )
}

const streamHeaders = { Accept: 'application/jsonl', 'MPT-Streaming': 'true' }

interface TextAnswer {
  data?: unknown
  error?: unknown
  response: Response
}

async function readStream<Row>(ask: () => Promise<TextAnswer>): Promise<Row[]> {
  const answer = ask()
  const text = await unwrap(answer)
  const { response } = await answer
  // Without the header it is a page, which may not be everything.
  if (response.headers.get('MPT-Streaming') !== 'true') throw new ProblemError(response.status, {})
  return String(text)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row)
}
