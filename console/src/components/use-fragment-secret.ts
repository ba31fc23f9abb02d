import { useEffect, useState } from 'react'

/**
 * What stands behind `#` in the address, empty when nothing does. No server and no referrer ever sees it, and it leaves
 * the address bar for `path` at once; another link opened in the same tab is taken the same way.
 */
export function useFragmentSecret(path: string): string {
  const [secret, setSecret] = useState(fragment)
  useEffect(() => {
    const take = () => {
      if (fragment() === '') return
      setSecret(fragment())
      window.history.replaceState(window.history.state, '', path)
    }
    take()
    window.addEventListener('hashchange', take)
    return () => window.removeEventListener('hashchange', take)
  }, [path])
  return secret
}

function fragment(): string {
  return window.location.hash.slice(1)
}
