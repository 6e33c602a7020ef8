import { BothSides } from '../screens/BothSides.tsx';
import { OpenShell } from '../shell/OpenShell.tsx';

export function BothPage() {
  return (
    <OpenShell width="window">
      <BothSides
        staffSrc="/seat/ines/demo/ines?to=/seat/ines/teach"
        studentSrc="/seat/amara/demo/amara?to=/seat/amara/home"
      />
    </OpenShell>
  );
}
