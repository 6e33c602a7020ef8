import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, type ComponentType } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router';
import { basePath } from '#platform/web/api/basePath.ts';
import { FormatsProvider } from '#platform/web/i18n/FormatsProvider.tsx';
import { queries } from './house.ts';
import { HomePage } from './pages/HomePage.tsx';
import { Inside } from './pages/Inside.tsx';
import { RouteFocus } from './shell/RouteFocus.tsx';
import { NotFound } from './screens/NotFound.tsx';

/** A page that is fetched when it is first opened; home is not, since nearly everybody begins there. */
function page<Name extends string>(
  load: () => Promise<Record<Name, ComponentType>>,
  name: Name,
): ComponentType {
  return lazy(() => load().then((part): { default: ComponentType } => ({ default: part[name] })));
}

const FrontPage = page(() => import('./pages/FrontPage.tsx'), 'FrontPage');
const SignInPage = page(() => import('./pages/SignInPage.tsx'), 'SignInPage');
const BothPage = page(() => import('./pages/BothPage.tsx'), 'BothPage');
const CoursePage = page(() => import('./pages/CoursePage.tsx'), 'CoursePage');
const LessonPage = page(() => import('./pages/LessonPage.tsx'), 'LessonPage');
const TeachPage = page(() => import('./pages/TeachPage.tsx'), 'TeachPage');
const ClassPage = page(() => import('./pages/ClassPage.tsx'), 'ClassPage');
const StudentPage = page(() => import('./pages/StudentPage.tsx'), 'StudentPage');
const PeoplePage = page(() => import('./pages/PeoplePage.tsx'), 'PeoplePage');
const SettingsPage = page(() => import('./pages/SettingsPage.tsx'), 'SettingsPage');

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <BrowserRouter basename={basePath}>
        <FormatsProvider>
          <RouteFocus />
          <Suspense>
            <Routes>
              <Route path="/" element={<FrontPage />} />
              <Route path="/login" element={<SignInPage />} />
              <Route path="/both" element={<BothPage />} />
              <Route element={<Inside />}>
                <Route path="/home" element={<HomePage />} />
                <Route path="/settings" element={<SettingsPage />} />
                <Route path="/c/:cohortId" element={<CoursePage />} />
                <Route path="/c/:cohortId/lessons/:lessonId" element={<LessonPage />} />
                <Route path="/teach" element={<TeachPage />} />
                <Route path="/teach/:cohortId" element={<ClassPage />} />
                <Route path="/teach/:cohortId/students/:studentId" element={<StudentPage />} />
                <Route path="/teach/:cohortId/people" element={<PeoplePage />} />
                <Route path="*" element={<NotFound />} />
              </Route>
            </Routes>
          </Suspense>
        </FormatsProvider>
      </BrowserRouter>
    </QueryClientProvider>
  );
}
