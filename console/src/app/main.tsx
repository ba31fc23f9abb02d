import '@mantine/core/styles.layer.css'
import '@/ui/font.css'
import '@/ui/global.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { setNonce } from 'get-nonce'
import { createRoot } from 'react-dom/client'
import { languageOf, speakLanguage } from '@/texts/language'
import { Announcer, Notes } from '@/ui/announce'
import { colorScheme, cssVariables, theme } from '@/ui/theme'
import { queryClient } from './query-client'
import { router } from './router'

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
// The scroll lock of modals writes a style element through this package.
setNonce(nonce)

const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root')

// Until a session says which language its person has chosen.
await speakLanguage(languageOf(...navigator.languages))

createRoot(root).render(
  <MantineProvider
    theme={theme}
    cssVariablesResolver={cssVariables}
    getStyleNonce={() => nonce}
    defaultColorScheme="auto"
    colorSchemeManager={colorScheme}
  >
    <QueryClientProvider client={queryClient}>
      <Announcer />
      <Notes />
      <RouterProvider router={router} />
    </QueryClientProvider>
  </MantineProvider>,
)
