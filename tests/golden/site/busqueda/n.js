compendioPart("n","A1.1 C2.a Eb.i Hi C3 A3.1 C2");
