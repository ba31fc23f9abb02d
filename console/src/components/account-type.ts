import { common } from '@/texts/common'

const texts = { Client: 'typeClient', Operations: 'typeOperations', Vendor: 'typeVendor' } as const

/** A type of account in words; one that this console does not know as the server has it. */
export function accountTypeText(type: string): string {
  return type in texts ? common(texts[type as keyof typeof texts]) : type
}
