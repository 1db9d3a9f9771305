# Borradores dentro de una delegación. Traducción a la espera de revisión por personas de lengua española.
