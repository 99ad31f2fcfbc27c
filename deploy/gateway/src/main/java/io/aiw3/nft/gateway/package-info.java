/**
 * The one door to the suite: routes requests to the services and answers in their envelope when
 * none can.
 */
package io.aiw3.nft.gateway;
