import { QueryClientProvider } from '@tanstack/react-query';
import { Suspense, useEffect } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router';
import { basePath } from '#platform/web/api/basePath.ts';
import { FormatsProvider } from '#platform/web/i18n/FormatsProvider.tsx';
import { fetchAhead, part } from '#platform/web/ui/part.ts';
import { queries } from './house.ts';
import { HomePage } from './pages/HomePage.tsx';
import { Inside } from './pages/Inside.tsx';
import { RouteFocus } from './shell/RouteFocus.tsx';
import { NotFound } from './screens/NotFound.tsx';

// Home is not among these, since nearly everybody begins there.
const loadCourse = () => import('./pages/CoursePage.tsx');
const loadLesson = () => import('./pages/LessonPage.tsx');
const FrontPage = part(() => import('./pages/FrontPage.tsx'), 'FrontPage');
const SignInPage = part(() => import('./pages/SignInPage.tsx'), 'SignInPage');
const BothPage = part(() => import('./pages/BothPage.tsx'), 'BothPage');
const CoursePage = part(loadCourse, 'CoursePage');
const LessonPage = part(loadLesson, 'LessonPage');
const TeachPage = part(() => import('./pages/TeachPage.tsx'), 'TeachPage');
const ClassPage = part(() => import('./pages/ClassPage.tsx'), 'ClassPage');
const StudentPage = part(() => import('./pages/StudentPage.tsx'), 'StudentPage');
const PeoplePage = part(() => import('./pages/PeoplePage.tsx'), 'PeoplePage');
const SettingsPage = part(() => import('./pages/SettingsPage.tsx'), 'SettingsPage');

export function App() {
  // A reader who loses the network can go on between these.
  useEffect(() => fetchAhead([loadCourse, loadLesson]), []);
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
