import { renderToString } from 'react-dom/server'
import { Site } from './Site.tsx'

export const page = ({ path }: { path: string }) => ({ app: renderToString(<Site path={path} />) })
